"""What every page does with a task: its deadline, why it is another than the rule gives, and who has it."""
