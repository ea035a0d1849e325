"""The only package that knows SQLModel, SQLAlchemy and SQL."""
