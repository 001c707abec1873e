enum LeadrRuntimeTestsPlaceholder {}
