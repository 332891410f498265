"""Pay schemes: their versions, the editor with a payslip beside it, and their text to sign."""
