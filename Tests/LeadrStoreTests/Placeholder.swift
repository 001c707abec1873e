enum LeadrStoreTestsPlaceholder {}
