import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices
import LeadrStore

/// Usage per account, for superadmins (`docs/operations.md`).
struct UsageRoutes {
    /// What is shown unless the query says otherwise.
    static let standardSpan: Duration = .seconds(86_400)

    let gate: SuperadminGate
    let usage: UsageReport

    func register(in table: inout RouteTable) {
        let operation = Operation.operating("Read what accounts used", .usage).query { _ = Self.filter(&$0) }.fails(.badRequest)
        table.on(.get, "/ops/usage", operation, list)
    }

    private static func filter(_ fields: inout ParameterFields) -> UsageFilter {
        let account = fields.optional("account_id", .id(Kinds.Account.self))
        let metric = fields.optional("metric", .oneOf(UsageMetric.self))
        let from = fields.optional("from", .timestamp)
        let to = fields.optional("to", .timestamp) ?? SystemClock().now()
        let period = fields.optional("period", .usagePeriod) ?? .hour
        return UsageFilter(accountID: account, metric: metric, from: from ?? start(of: period, before: to), to: to, period: period)
    }

    /// The beginning of the day before, so that no part of a period is left out.
    private static func start(of period: UsagePeriod, before time: Timestamp) -> Timestamp {
        let start = time - standardSpan
        return period == .day ? Timestamp(start.civil.date) : start
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let filter = Self.filter(&fields)
        guard fields.isValid else { throw fields.failure }
        return .json(try await usage.usage(filter).jsonDescription())
    }
}

extension Schema {
    /// Usage.
    fileprivate static let usage = Schema.object(
        "Usage",
        [
            SchemaField(
                "data",
                Schema.object(
                    "UsageEntry",
                    [
                        SchemaField("account_id", .id(Kinds.Account.self)), SchemaField("metric", .oneOf(UsageMetric.self)),
                        SchemaField("period_start", .timestamp), SchemaField("period_end", .timestamp), SchemaField("amount", .integer),
                    ],
                    isClosed: true
                ).list
            ),
            SchemaField("has_more", .boolean),
        ],
        isClosed: true
    )
}
