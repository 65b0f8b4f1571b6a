"""Who changed what when, shown for any record, with a way to put an earlier value back."""
