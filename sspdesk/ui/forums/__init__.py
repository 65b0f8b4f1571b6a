"""The forums: their settings, members and usual agendas, the ready-made set-ups, series and the year wheel."""
