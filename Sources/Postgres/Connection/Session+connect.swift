import CLibPQ

extension Session {
    /// Connects. Blocks the thread, at most for the configured time per address.
    func connect() throws(PostgresError) {
        guard let connection = Self.open(configuration.libpqParameters) else {
            throw PostgresError(.connectionFailed, "out of memory")
        }
        adopt(connection)
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { close() }
            throw PostgresError(.connectionFailed, lastMessage)
        }
        // Notices would be printed to standard error.
        _ = PQsetNoticeProcessor(connection, { _, _ in }, nil)
        guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
            defer { close() }
            throw PostgresError(.connectionFailed, lastMessage)
        }
    }

    /// A copy of what a cancel request needs; usable from any thread.
    func makeCancelHandle() -> CancelHandle? {
        connection.flatMap { PQgetCancel($0) }.map(CancelHandle.init)
    }

    private static func open(_ parameters: [(keyword: String, value: String)]) -> OpaquePointer? {
        let keywords = parameters.map { $0.keyword }
        let values = parameters.map { $0.value }
        return withCStrings(keywords) { keywords in
            withCStrings(values) { values in
                // 0: the database name is a name, never a connection string that could override the rest.
                PQconnectdbParams(keywords, values, 0)
            }
        }
    }

    /// Lends a null-terminated array of C strings.
    private static func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R) -> R {
        var characters: [CChar] = []
        var offsets: [Int] = []
        for string in strings {
            offsets.append(characters.count)
            characters.append(contentsOf: string.utf8CString)
        }
        return characters.withUnsafeBufferPointer { buffer in
            let pointers = offsets.map { buffer.baseAddress?.advanced(by: $0) } + [nil]
            return body(pointers)
        }
    }
}
