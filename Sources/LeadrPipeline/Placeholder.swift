enum LeadrPipelinePlaceholder {}
