import CLibPQ

/// Owns one `PGresult` and frees it with the last reference.
///
/// Unchecked, because the pointer hides from the compiler what libpq promises: a result is never written to after it was returned, so any thread may
/// read it, and it does not depend on its connection.
final class ResultStorage: @unchecked Sendable {
    private let result: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    /// Takes ownership.
    init(_ result: OpaquePointer) {
        self.result = result
        rowCount = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
    }

    deinit { PQclear(result) }

    /// Rows that the statement touched.
    var affectedRows: Int {
        // libpq returns an empty string, never null, when the statement has no count.
        Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// The command tag's first word and what follows it, such as `COMMIT`.
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// The column's number; `nil` if there is none of that name.
    func column(named name: String) -> Int? {
        (0..<columnCount).first { index in
            PQfname(result, Int32(index)).map { String(cString: $0) == name } ?? false
        }
    }

    /// Reads one cell. The caller has checked row and column.
    func decode<T: PostgresDecodable>(row: Int, column: Int, as type: T.Type) throws(PostgresError) -> T {
        let (row, column) = (Int32(row), Int32(column))
        let oid = PQftype(result, column)
        if PQgetisnull(result, row, column) == 1 {
            return try T.decode(PostgresValue(typeOID: oid, bytes: nil))
        }
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        // `self` owns the bytes and lives through this call.
        return try withExtendedLifetime(self) { () throws(PostgresError) in
            try T.decode(PostgresValue(typeOID: oid, bytes: bytes))
        }
    }
}
