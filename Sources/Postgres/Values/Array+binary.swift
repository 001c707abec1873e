extension [UInt8] {
    /// Appends an integer in network byte order.
    @inline(__always)
    mutating func appendBigEndian<Integer: FixedWidthInteger>(_ value: Integer) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends one array element with its length in front.
    @inline(__always)
    mutating func appendElement<Value: PostgresEncodable>(_ element: Value) {
        guard !element.isPostgresNull else { return appendNullElement() }
        let start = count
        appendBigEndian(Int32(0))
        element.encode(into: &self)
        storeBigEndian(Int32(count - start - 4), at: start)
    }

    /// Appends a NULL array element.
    @inline(__always)
    mutating func appendNullElement() {
        appendBigEndian(Int32(-1))
    }

    /// Overwrites an integer at `offset`, in network byte order.
    @inline(__always)
    mutating func storeBigEndian<Integer: FixedWidthInteger>(_ value: Integer, at offset: Int) {
        withUnsafeMutableBytes { $0.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Integer.self) }
    }

    /// Appends elements that all have the same width: one growth of the buffer, then plain stores.
    @inline(__always)
    mutating func appendFixedWidth<Value>(_ elements: [Value], width: Int, store: (Value, UnsafeMutableRawPointer) -> Void) {
        let start = count
        let stride = width + 4
        append(contentsOf: repeatElement(0, count: elements.count * stride))
        withUnsafeMutableBytes { target in
            guard var position = target.baseAddress?.advanced(by: start) else { return }
            for element in elements {
                position.storeBytes(of: Int32(width).bigEndian, as: Int32.self)
                store(element, position + 4)
                position += stride
            }
        }
    }
}

extension [UInt8] {
    /// Appends elements of different width, or NULL: measured first, then one growth of the buffer and plain copies. Appending piece by piece would
    /// retain and release the buffer for each of them, which costs more than the copying.
    @inline(__always)
    mutating func appendVariableWidth<Value>(
        _ elements: some Collection<Value?>,
        width: (Value) -> Int,
        store: (Value, UnsafeMutableRawPointer) -> Void
    ) {
        let start = count
        let total = elements.reduce(0) { $0 + 4 + ($1.map(width) ?? 0) }
        append(contentsOf: repeatElement(0, count: total))
        withUnsafeMutableBytes { target in
            guard var position = target.baseAddress?.advanced(by: start) else { return }
            for element in elements {
                let length = element.map(width)
                position.storeBytes(of: Int32(length ?? -1).bigEndian, as: Int32.self)
                position += 4
                guard let element, let length else { continue }
                store(element, position)
                position += length
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Reads an integer in network byte order. The caller has checked that it is there.
    @inline(__always)
    func bigEndian<Integer: FixedWidthInteger>(at offset: Int = 0, as type: Integer.Type = Integer.self) -> Integer {
        Integer(bigEndian: loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}
