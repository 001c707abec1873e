import CLibPQ

extension Session {
    /// One answer to expect, in the order of sending.
    enum Step {
        /// Answer to a `DEALLOCATE`, which may fail for all we care.
        case housekeeping
        case opening
        /// A statement is being prepared; carries its text.
        case prepare(sql: String, statement: Int)
        case execute(statement: Int)
        case closing
        /// End of what stands or falls together.
        case sync
    }

    /// Queues a batch for sending and says which answers to expect.
    func send(_ batch: Batch, into steps: inout [Step], outcome: inout BatchOutcome) throws(PostgresError) {
        let connection = try live()
        let isIdle = state == .idle
        if isIdle { try sendDeallocations(connection, into: &steps) }
        if isIdle, !batch.opening.isEmpty {
            for statement in batch.opening {
                try sendText(statement, connection)
                steps.append(.opening)
            }
            outcome.didOpen = true
        }
        for (index, statement) in batch.statements.enumerated() {
            try send(statement, index: index, connection, into: &steps)
        }
        if let closing = batch.closing {
            // From here on the server may act on it, even if sending is seen to fail.
            outcome.closing = .sent
            try sendText(closing, connection)
            steps.append(.closing)
        }
        try sendSync(connection, into: &steps)
    }

    private func send(_ statement: EncodedStatement, index: Int, _ connection: OpaquePointer, into steps: inout [Step]) throws(PostgresError) {
        guard configuration.preparedStatements else {
            try sendUnprepared(statement, connection)
            steps.append(.execute(statement: index))
            return
        }
        let name: String
        switch statements.lookup(sql: statement.sql, types: statement.types) {
        case .prepared(let known):
            name = known
        case .missing(let new, let types):
            name = new
            let declared = types.map { $0 == StatementCache.unknownType ? 0 : $0 }
            try check(PQsendPrepare(connection, new, statement.sql, Int32(declared.count), declared))
            steps.append(.prepare(sql: statement.sql, statement: index))
        }
        try check(
            scratch.withParameters(of: statement) { count, values, lengths, formats in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
            }
        )
        steps.append(.execute(statement: index))
    }

    private func sendUnprepared(_ statement: EncodedStatement, _ connection: OpaquePointer) throws(PostgresError) {
        let declared = statement.types.map { $0 == StatementCache.unknownType ? 0 : $0 }
        try check(
            scratch.withParameters(of: statement) { count, values, lengths, formats in
                PQsendQueryParams(connection, statement.sql, count, declared, values, lengths, formats, 1)
            }
        )
    }

    /// Drops statements that fell out of the cache, apart from the batch, so that a failure cannot touch it. Never inside a transaction.
    private func sendDeallocations(_ connection: OpaquePointer, into steps: inout [Step]) throws(PostgresError) {
        let names = statements.takeDiscarded()
        guard !names.isEmpty else { return }
        for name in names {
            try sendText("DEALLOCATE \(name)", connection)
            steps.append(.housekeeping)
        }
        try sendSync(connection, into: &steps)
    }

    private func sendText(_ sql: String, _ connection: OpaquePointer) throws(PostgresError) {
        try check(PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 1))
    }

    private func sendSync(_ connection: OpaquePointer, into steps: inout [Step]) throws(PostgresError) {
        try check(PQpipelineSync(connection))
        steps.append(.sync)
    }

    private func check(_ accepted: Int32) throws(PostgresError) {
        guard accepted == 1 else { throw lost() }
    }
}
