"""Planning: visits of technicians, absences, proposals."""
