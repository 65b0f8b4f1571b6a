"""What the casework IS: frozen data, codes, rules and errors. No words, no Qt, no storage."""
