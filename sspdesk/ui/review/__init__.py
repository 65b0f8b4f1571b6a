"""The reviewer's view: log, figures and settings, without case text or names, in a window of its own."""
