"""I dag: what is overdue, due today and this week, the next meeting, and what is proposed for deletion."""
