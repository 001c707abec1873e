enum ByteJSONPlaceholder {}
