import ByteJSON
import HTTPTypes
import Testing

/// A place that refers to something, tried by the other tenant on its own things.
struct MatrixReferenceTrial {
    private let route: MatrixRoute
    private let place: MatrixReference
    private let world: MatrixWorld
    private let caller: MatrixCaller
    private let own: MatrixThings
    /// What the place refers to, by whose it is.
    private let referred: (own: String, foreign: String, unknown: String)

    init(_ route: MatrixRoute, _ place: MatrixReference, in world: MatrixWorld) throws {
        self.route = route
        self.place = place
        self.world = world
        caller = route.audience == .players ? .foreignPlayer : .foreignKey
        // A ratio's sources differ, and only ratios have any.
        let isSource = place.path.first == "ratio_config"
        own = isSource && route.isAboutOneThing ? world.other.things.with("board_id", world.other.things["ratio_board_id"]) : world.other.things
        let thing = isSource && place.path.last == "denominator_board_id" ? "second_board_id" : place.thing
        guard let value = world.other.things[thing], let foreign = world.first.things[thing], let unknown = world.things.unknown[thing] else {
            throw MatrixGap("\(route.name): no tenant has a \(thing); make one in MatrixTenant")
        }
        referred = (value, foreign, unknown)
    }

    /// The statuses of the three tries; whatever differs from the rule is noted.
    func run(_ rule: MatrixReferenceRule) async throws -> [String] {
        let control = try await send(referred.own)
        let isList = control["data"] != nil
        #expect(control.status == MatrixExpectations.success(of: route), "\(label) own: \(control.text)")
        #expect(!isList || !control.data.isEmpty, "\(label): the filter finds what is there, so that an empty page says something")
        #expect(control["available"] != true, "\(label): the name is taken on a board of its own")
        var cells = ["\(control.status)"]
        for (value, outcome) in [(referred.foreign, rule.foreign), (referred.unknown, rule.unknown)] {
            let answer = try await send(value)
            judge(answer, value, outcome)
            cells.append("\(answer.status)" + (answer["data"]?.array?.isEmpty == true ? " empty" : ""))
            // It makes no difference whether a list is told the account that it is limited to anyway.
            if isList { judge(try await send(value, namesAccount: false), value, outcome) }
        }
        return cells
    }

    private var label: String { "\(route.name) \(place.path.joined(separator: "."))" }

    private func send(_ value: String, namesAccount: Bool = true) async throws -> Answer {
        // A change of a ratio names both sources.
        let request: MatrixRequest
        if route.isAboutOneThing, place.path.first == "ratio_config" {
            let names = ["numerator_board_id", "denominator_board_id"]
            let sources = names.map { #""\#($0)":"\#($0 == place.path.last ? value : world.other.things["second_board_id"] ?? "")""# }
            request = try MatrixRequest(route, on: own, body: #"{"ratio_config":{\#(sources.joined(separator: ","))}}"#)
        } else {
            request = try await MatrixRequest(route, on: own, in: world, replacing: (place, value), namesAccount: namesAccount)
        }
        return try await world.send(route, request, as: caller)
    }

    private func judge(_ answer: Answer, _ value: String, _ outcome: MatrixReferenceRule.Outcome) {
        var stored: String?
        switch outcome {
        case .refused(let status, let text):
            let expected = text.replacing("{thing}", with: value).replacing("{account}", with: own["account_id"] ?? "")
            #expect(answer.status == status && answer.error?.hasPrefix(expected) == true, "\(label) = \(value): \(answer.status) \(answer.text)")
        case .empty:
            #expect(answer.status == 200 && answer["data"] == [], "\(label) = \(value): \(answer.status) \(answer.text)")
        case .ignored, .stored:
            #expect(answer.status == MatrixExpectations.success(of: route), "\(label) = \(value): \(answer.status) \(answer.text)")
            #expect(answer["data"] != [] && answer["available"] != false, "\(label) = \(value): \(answer.text)")
            if case .stored = outcome { stored = value }
        }
        // A refusal may repeat what was sent, and nothing else.
        if let leak = world.first.things.named(in: answer.text, besides: answer.status < 300 ? stored : value) {
            Issue.record("\(label) = \(value): the answer tells of \(leak)")
        }
    }
}
