import CLibPQ

extension PostgresError {
    /// Fields of an error result; the values of libpq's `PG_DIAG_…` macros, which are character constants and not imported.
    private enum Field: Int32 {
        case severity = 0x56  // 'V', not translated
        case sqlState = 0x43  // 'C'
        case message = 0x4D  // 'M'
        case table = 0x74  // 't'
        case column = 0x63  // 'c'
        case constraint = 0x6E  // 'n'
        case function = 0x52  // 'R'
    }

    /// Reads the fields of an error result. DETAIL, HINT and CONTEXT stay behind: they quote rows and parameters.
    init(result: OpaquePointer) {
        let message = Self.field(result, .message) ?? PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        self.init(.server, Session.oneLine(message))
        sqlState = Self.field(result, .sqlState)
        constraint = Self.field(result, .constraint)
        table = Self.field(result, .table)
        column = Self.field(result, .column)
        serverFunction = Self.field(result, .function)
    }

    /// Whether the server ends the session with this error.
    static func isFatal(_ result: OpaquePointer) -> Bool {
        let severity = field(result, .severity)
        return severity == "FATAL" || severity == "PANIC"
    }

    private static func field(_ result: OpaquePointer, _ field: Field) -> String? {
        PQresultErrorField(result, field.rawValue).map { String(cString: $0) }
    }
}
