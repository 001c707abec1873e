enum LeadrHTTPPlaceholder {}
