"""What people are paid: schemes, dated law, the month's figures, and the rules that turn them into payslips."""
