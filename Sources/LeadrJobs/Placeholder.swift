enum LeadrJobsPlaceholder {}
