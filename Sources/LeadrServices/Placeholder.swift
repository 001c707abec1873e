enum LeadrServicesPlaceholder {}
