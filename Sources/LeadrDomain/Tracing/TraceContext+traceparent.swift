extension TraceContext {
    private static let length = 55

    /// Reads a `traceparent` header: `version-traceid-spanid-flags`, lower-case hexadecimal.
    ///
    /// Version `ff` is invalid; of a version above 00 the known part is read and the rest ignored, as the standard asks (§3.2.4).
    public init?(traceparent: String) {
        let bytes = Array(traceparent.utf8)
        guard bytes.count >= Self.length, bytes[2] == Self.dash, bytes[35] == Self.dash, bytes[52] == Self.dash,
            let version = HexText.number(bytes[0..<2]), version != 0xFF,
            bytes.count == Self.length || (version > 0 && bytes[Self.length] == Self.dash),
            let high = HexText.number(bytes[3..<19]), let low = HexText.number(bytes[19..<35]),
            let spanID = HexText.number(bytes[36..<52]), let flags = HexText.number(bytes[53..<55])
        else { return nil }
        self.init(traceID: TraceID(high: high, low: low), spanID: spanID, isSampled: flags & 1 == 1)
    }

    /// The header to send with calls and jobs that belong to this unit of work.
    public var traceparent: String {
        "00-\(traceIDText)-\(spanIDText)-\(isSampled ? "01" : "00")"
    }

    /// The trace id as 32 hexadecimal digits, for logs.
    public var traceIDText: String { HexText.text(traceID.high) + HexText.text(traceID.low) }

    /// The span id as 16 hexadecimal digits, for logs.
    public var spanIDText: String { HexText.text(spanID) }

    private static let dash = UInt8(ascii: "-")
}

/// Lower-case hexadecimal numbers of fixed width.
private enum HexText {
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }

    static func text(_ number: UInt64) -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for position in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * position)) & 0xF
                buffer[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 16
        }
    }
}
