"""What exported training scripts are made of, subject by subject, as source."""
