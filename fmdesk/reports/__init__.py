"""Monthly and sanction reports: frozen figures in, PDF, XLSX, CSV and drawings out."""
