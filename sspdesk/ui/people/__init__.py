"""Professionals and institutions on screen.

page      PeoplePage: two tables under one switch
dialogs   the editors of a professional and of an institution
"""
