enum ByteJSONTestsPlaceholder {}
