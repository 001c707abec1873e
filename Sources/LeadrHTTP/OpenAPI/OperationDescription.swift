import ByteJSON
import HTTPTypes
import LeadrDomain

/// One route in the terms of OpenAPI.
struct OperationDescription {
    private let method: HTTPRequest.Method
    private let path: String
    private let operation: Operation
    private let hasHooks: Bool

    init(_ route: OpenAPIDocument.Route, hasHooks: Bool = false) {
        (method, path, operation) = route
        self.hasHooks = hasHooks
    }

    /// The members of the operation object.
    var members: JSONObject {
        var members: JSONObject = [
            "operationId": .string(identifier), "summary": .string(operation.summary), "tags": [.string(operation.tag)],
        ]
        if operation.isDeprecated { members["deprecated"] = true }
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let body = operation.body {
            members["requestBody"] = ["required": .bool(!operation.isBodyOptional), "content": Self.content(body)]
        }
        members["responses"] = .object(responses)
        members["security"] = security
        return members
    }

    /// Everything it refers to.
    var schemas: [Schema] {
        Array(operation.answers.values) + [operation.body, .failure, .validationFailure].compactMap(\.self) + operation.query.map(\.schema)
    }

    /// Statuses of refusals, those that follow from what the route is included.
    var failures: Set<HTTPResponse.Status> {
        // Any request may come too often, or while a server is away.
        var statuses = operation.failures.union([.tooManyRequests, .serviceUnavailable, .forbidden])
        if operation.access != .open { statuses.insert(.unauthorized) }
        if operation.body != nil { statuses.formUnion([.contentTooLarge, .unprocessableContent]) }
        if !operation.query.isEmpty { statuses.insert(.unprocessableContent) }
        if !pathParameters.isEmpty { statuses.formUnion([.notFound, .unprocessableContent]) }
        return statuses
    }

    private var identifier: String {
        let words = path.split { !$0.isLetter }.joined(separator: "_").lowercased()
        return [method.rawValue.lowercased(), words].filter { !$0.isEmpty }.joined(separator: "_")
    }

    private var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    private var parameters: [JSONValue] {
        pathParameters.map { Self.parameter("path", SchemaField($0, PathParameters.schema(of: $0))) }
            + operation.query.map { Self.parameter("query", $0) } + operation.headers.map { Self.parameter("header", $0) }
    }

    private static func parameter(_ place: String, _ field: SchemaField) -> JSONValue {
        var parameter: JSONObject = ["name": .string(field.name), "in": .string(place)]
        if let note = field.note { parameter["description"] = .string(note) }
        parameter["required"] = .bool(field.isRequired)
        parameter["schema"] = field.schema.json
        return .object(parameter)
    }

    private var responses: JSONObject {
        var responses: JSONObject = [:]
        for (status, schema) in operation.answers.sorted(by: { $0.key.code < $1.key.code }) {
            responses[String(status.code)] = Self.response(status, schema)
        }
        for status in failures.sorted(by: { $0.code < $1.code }) {
            responses[String(status.code)] = Self.response(status, status == .unprocessableContent ? .validationFailure : .failure)
        }
        if hasHooks, operation.asksHooks { responses["default"] = Self.response("Refused by the installation", .failure) }
        return responses
    }

    private static func response(_ status: HTTPResponse.Status, _ schema: Schema) -> JSONValue {
        response(status.reasonPhrase, schema)
    }

    private static func response(_ description: String, _ schema: Schema) -> JSONValue {
        ["description": .string(description), "content": content(schema)]
    }

    private static func content(_ schema: Schema) -> JSONValue {
        ["application/json": ["schema": schema.json]]
    }

    private var security: JSONValue {
        switch operation.access {
        case .open: []
        case .player: [["accessToken": []]]
        case .administrator, .superadmin: [["apiKey": []]]
        }
    }
}
