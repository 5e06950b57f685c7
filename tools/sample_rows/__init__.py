"""Generated rows for what no source publishes: stations and result forms that add up to what is published."""
