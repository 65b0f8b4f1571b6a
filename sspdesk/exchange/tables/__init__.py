"""Tables out of files and the clipboard: untrusted content is read in a limited child process, as plain cells."""
