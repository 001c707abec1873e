enum LeadrHTTPTestsPlaceholder {}
