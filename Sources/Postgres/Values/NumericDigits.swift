/// The binary form of a `numeric`: base-10000 digits, the first of which has the weight 10000^`weight`.
struct NumericDigits: Equatable {
    /// What kind of number it is; the values are those on the wire.
    enum Sign: UInt16 {
        case positive = 0x0000
        case negative = 0x4000
        case notANumber = 0xC000
        case infinity = 0xD000
        case negativeInfinity = 0xF000
    }

    var sign: Sign
    var weight: Int16 = 0
    /// Decimal digits shown after the point.
    var scale: Int16 = 0
    /// Groups without leading or trailing zero groups.
    var groups: [Int16] = []

    static let notANumber = NumericDigits(sign: .notANumber)

    /// The number as the server prints it.
    var text: String {
        switch sign {
        case .notANumber: "NaN"
        case .infinity: "Infinity"
        case .negativeInfinity: "-Infinity"
        case .positive: magnitude
        case .negative: "-" + magnitude
        }
    }

    private var magnitude: String {
        var text: [UInt8] = []
        for position in stride(from: Int(weight), through: 0, by: -1) {
            append(group(at: position), to: &text, skippingLeadingZeros: text.isEmpty)
        }
        if text.isEmpty { text.append(UInt8(ascii: "0")) }
        if scale > 0 {
            text.append(UInt8(ascii: "."))
            let end = text.count + Int(scale)
            var position = -1
            while text.count < end {
                append(group(at: position), to: &text, skippingLeadingZeros: false)
                position -= 1
            }
            text.removeLast(text.count - end)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The group with the weight 10000^`position`.
    private func group(at position: Int) -> Int16 {
        let index = Int(weight) - position
        return groups.indices.contains(index) ? groups[index] : 0
    }

    private func append(_ group: Int16, to text: inout [UInt8], skippingLeadingZeros: Bool) {
        var divisor: Int16 = 1000
        var skipping = skippingLeadingZeros
        while divisor > 0 {
            let digit = group / divisor % 10
            divisor /= 10
            if skipping, digit == 0 { continue }
            skipping = false
            text.append(UInt8(ascii: "0") + UInt8(digit))
        }
    }
}
