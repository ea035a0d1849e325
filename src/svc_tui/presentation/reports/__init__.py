"""How reports read: one sheet of rows and columns, which every form shows or writes."""
