enum GeoIPPlaceholder {}
