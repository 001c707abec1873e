enum LeadrJobsTestsPlaceholder {}
