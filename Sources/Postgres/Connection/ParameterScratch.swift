/// The parallel arrays in which libpq takes parameters.
struct ParameterScratch {
    private var values: [UnsafePointer<CChar>?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// Calls `body` with the parameters of `statement`: count, values, lengths, formats. All are binary.
    mutating func withParameters(
        of statement: EncodedStatement,
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Int32
    ) -> Int32 {
        statement.bytes.withUnsafeBytes { bytes in
            fill(statement.slots, from: bytes)
            return body(Int32(values.count), values, lengths, formats)
        }
    }

    private mutating func fill(_ slots: [EncodedStatement.Slot?], from bytes: UnsafeRawBufferPointer) {
        values.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        for slot in slots {
            values.append(slot.flatMap { base?.advanced(by: $0.offset) })
            lengths.append(Int32(slot?.length ?? 0))
            formats.append(1)
        }
    }
}
