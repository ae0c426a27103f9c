import Testing

@testable import Storage

@Suite("Keeping diagnoses")
struct DiagnosisTests {
    private static func diagnosis(at time: Int64) -> StoredDiagnosis {
        StoredDiagnosis(
            time: time, service: "diagnose", requester: "https://user.example/",
            subject: "www.example.com", payload: #"{"ending":"confident"}"#)
    }

    private static func label(
        _ cause: String, by origin: StoredDiagnosis.Label.Origin
    ) -> StoredDiagnosis.Label {
        StoredDiagnosis.Label(cause: cause, origin: origin, judge: "algorithm 1", time: 99)
    }

    @Test("diagnoses of a range of time are found, with their labels")
    func rangeAndLabels() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        var numbers: [Int64] = []
        for time in [10, 20, 30, 40] as [Int64] {
            numbers.append(try await store.record(Self.diagnosis(at: time)))
        }
        let dns = Self.label("DNS lookup failure", by: .rule)
        #expect(try await store.label(diagnosis: numbers[1], as: dns))

        let found = try await store.diagnoses(in: 10..<40)
        #expect(found.map(\.number) == Array(numbers[0..<3]))
        #expect(found.map(\.label) == [nil, dns, nil])
        #expect(found[0].payload == #"{"ending":"confident"}"#)
        #expect(try await store.diagnoses(in: 0..<100, labelled: true).map(\.time) == [20])
        #expect(
            try await store.diagnoses(in: 0..<100, labelled: false).map(\.time) == [10, 30, 40])
        #expect(
            try await store.diagnoses(in: 0..<100, after: numbers[1], limit: 1).map(\.time) == [30])
        #expect(try await store.diagnosisCount(in: 20..<41) == 3)
        #expect(try await store.diagnosisCount(in: 20..<41, labelled: false) == 2)
        #expect(try await store.diagnosisCount() == 4)
    }

    @Test("a person overrules a rule, a rule does not overrule a person")
    func personOverrules() async throws {
        let store = try AgentStore(inMemory: RetentionPolicy())
        let number = try await store.record(Self.diagnosis(at: 1))
        #expect(try await store.label(diagnosis: number, as: Self.label("a", by: .rule)))
        #expect(try await store.label(diagnosis: number, as: Self.label("b", by: .rule)))
        let person = Self.label("c", by: .person)
        #expect(try await store.label(diagnosis: number, as: person))
        #expect(try await store.label(diagnosis: number, as: Self.label("d", by: .rule)) == false)
        #expect(try await store.diagnoses(in: 0..<2).first?.label == person)
        #expect(try await store.label(diagnosis: number, as: nil))
        #expect(try await store.diagnoses(in: 0..<2).first?.label == nil)
        #expect(try await store.label(diagnosis: number, as: Self.label("e", by: .rule)))
        #expect(try await store.label(diagnosis: 999, as: person) == false)
    }
}
