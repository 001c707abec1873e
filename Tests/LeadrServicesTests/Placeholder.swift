enum LeadrServicesTestsPlaceholder {}
