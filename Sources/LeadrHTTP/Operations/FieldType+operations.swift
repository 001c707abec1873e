import ByteJSON
import JobQueue
import LeadrDomain
import LeadrServices
import LeadrStore

/// What operators name: queues, jobs, places.
extension FieldType {
    /// One of the queues of the installation; no other text becomes part of a key.
    static func queue(_ directory: QueueDirectory) -> FieldType<QueueName> {
        choice(directory.names.map { ($0.text, $0) })
    }

    /// A place within a queue.
    static var place: FieldType<JobPlace> {
        choice(JobPlace.allCases.map { ($0.rawValue, $0) })
    }

    /// The id of a job, as ``JobIDText`` reads it.
    static var jobID: FieldType<String> {
        FieldType<String>.string.refined(as: .jobID) { text in
            JobIDText.parse(text).map { .success($0) } ?? .failure(.valueError("A job id is sev_…, a UUID, or 32 hexadecimal digits"))
        }
    }

    /// A list of job ids.
    static var jobIDs: FieldType<Set<String>> {
        FieldType<[String]>.list(of: .jobID).refined { .success(Set($0)) }
    }

    /// What usage is summed over.
    static var usagePeriod: FieldType<UsagePeriod> {
        choice(UsagePeriod.allCases.map { ($0.rawValue, $0) })
    }

    /// A whole number of a body, within bounds.
    static func integer(in bounds: ClosedRange<Int>) -> FieldType<Int> {
        FieldType<Int>.integer.refined(as: .integer(bounds)) { value in
            if value < bounds.lowerBound { return .failure(.tooSmall(bounds.lowerBound)) }
            return value > bounds.upperBound ? .failure(.tooLarge(bounds.upperBound)) : .success(value)
        }
    }

    private static func choice<Choice>(_ choices: [(text: String, value: Choice)]) -> FieldType<Choice> {
        FieldType<String>.string.refined(as: .oneOf(choices.map(\.text))) { text in
            if let found = choices.first(where: { $0.text == text }) { return .success(found.value) }
            let expected = choices.map { "'\($0.text)'" }.joined(separator: ", ")
            return .failure(FieldProblem("enum", "Input should be one of \(expected)", context: ["expected": .string(expected)]))
        }
    }
}
