enum LeadrStatePlaceholder {}
