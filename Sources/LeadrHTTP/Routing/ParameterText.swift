import LeadrDomain

/// A parameter of a path or a query, decoded; or what keeps it from being text (`contract/rulings.md`, text).
struct ParameterText: Sendable {
    /// The text. Where there is a problem, what can be shown of it.
    let text: String
    /// Why it is refused wherever it is read.
    let problem: FieldProblem?

    /// A value of a query.
    init(formValue source: some Collection<UInt8>) {
        self.init(bytes: PercentText.formValue(source))
    }

    /// A segment of a path, not yet decoded.
    init(segment: String) {
        if let bytes = PercentText.segment(segment.utf8) {
            self.init(bytes: bytes)
        } else {
            self.init(segment, .valueError("A percent sign must be followed by two hexadecimal digits"))
        }
    }

    private init(bytes: [UInt8]) {
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            let problem = FieldProblem("string_unicode", "Input should be a valid string, unable to parse raw data as a unicode string")
            self.init(String(decoding: bytes, as: UTF8.self), problem)
            return
        }
        // PostgreSQL cannot hold NUL, and many a reader of the answer neither.
        if bytes.contains(0) {
            self.init(Self.withoutNUL(decoded), .valueError("NUL is not allowed"))
        } else {
            self.init(decoded, nil)
        }
    }

    private init(_ text: String, _ problem: FieldProblem?) {
        self.text = text
        self.problem = problem
    }

    private static func withoutNUL(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })
        return String(shown)
    }
}
