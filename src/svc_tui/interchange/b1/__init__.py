"""Files of SAP Business One: JSON and DTW."""
