enum LeadrPipelineTestsPlaceholder {}
