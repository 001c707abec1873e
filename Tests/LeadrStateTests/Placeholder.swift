enum LeadrStateTestsPlaceholder {}
