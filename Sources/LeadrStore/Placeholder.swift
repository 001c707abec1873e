enum LeadrStorePlaceholder {}
