enum LeadrRuntimePlaceholder {}
