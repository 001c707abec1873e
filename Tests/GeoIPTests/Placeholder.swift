enum GeoIPTestsPlaceholder {}
