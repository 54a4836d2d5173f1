"""What leaves: networks in forms that other tools and people take on."""
