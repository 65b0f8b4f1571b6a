"""SSP Desk: the desk of an SSP consultant, on one encrypted file. This docstring is the map of the house.

Imports point down, siblings never import each other (import-linter checks it in the tests)::

    __main__   a small parent without keys or Qt: starts the desk, and starts it anew when it ends with code 75 (locked)
    app        the desk: puts the windows, the vault and the pages together (Qt)
    cli        the command line for IT staff and scripts; never imports Qt
    tour       the guided tour in pictures and prints
    ui         Qt Widgets; ``shared`` parts and one package per screen; knows services, never storage
    demo       the invented municipality, made in bulk through the services
    services   what the consultant DOES: one module a feature, verbs as functions, one transaction a call
    storage    how it is kept: vault, key slots, schema, migrations, search, backup (SQLAlchemy, SQLCipher)
    reports    printable PDF: frozen data in, bytes out (reportlab)
    exchange   files in and out: police lists, encrypted hand-outs
    labels     the words for every code a person may read, one module a feature
    domain     what the casework IS: frozen dataclasses, codes, rules, errors; no words
    i18n       gettext with English ids and the Danish catalogue
    resource   where the shipped files lie (icons, fonts, theme, catalogue, help)

Layer first, feature second, the same feature name in every layer: ``git ls-files | grep wednesday`` prints a slice.
"""

__version__ = "0.3.0"
