import BayesianNetworks
import Ontology

/// Cases as states of the variables of a network, equal ones added up.
struct CaseRecords {
    struct Record {
        /// The state of each variable; nil where it was not seen.
        let states: [Int?]
        /// The place of the true explanation; nil where nobody knows.
        let truth: Int?
        /// The sum of the weights of the cases.
        var weight: Double
        /// How many cases they are.
        var count: Int
    }

    /// The records that differ, in the order of their first case.
    private(set) var records = [Record]()
    /// For each case its record; nil for a case of no weight.
    private(set) var places = [Int?]()
    /// Values that the ontology does not list; they count as not seen.
    private(set) var unlistedValues = 0

    private struct Key: Hashable {
        let states: [Int?]
        let truth: Int?
    }

    /// Encodes cases.
    ///
    /// What a case says of an explanation is left out: its label alone decides.
    init(
        of cases: [DiagnosisCase], in graph: LearningNetwork, scope: LearningScope
    ) throws(ReasoningError) {
        var known = [Key: Int]()
        var variables = [PropertyPath: Int?]()
        let explained = Set(graph.explanationVariables)
        for diagnosis in cases {
            guard diagnosis.weight >= 0, diagnosis.weight.isFinite else {
                throw .inference(
                    "case \(diagnosis.id) has the weight \(diagnosis.weight); "
                        + "it must be a number of at least 0")
            }
            guard diagnosis.weight > 0 else {
                places.append(nil)
                continue
            }
            var states = [Int?](repeating: nil, count: graph.variables.count)
            for (path, value) in diagnosis.values {
                let variable: Int?
                if let known = variables[path] {
                    variable = known
                } else {
                    variable = graph.variable(at: path)
                    variables[path] = .some(variable)
                }
                guard let variable, !explained.contains(variable) else { continue }
                states[variable] = graph.variables[variable].states.firstIndex(of: value)
                if states[variable] == nil { unlistedValues += 1 }
            }
            let key = Key(states: states, truth: scope.truth(of: diagnosis))
            let place = known[key] ?? records.count
            if place == records.count {
                known[key] = place
                records.append(Record(states: states, truth: key.truth, weight: 0, count: 0))
            }
            records[place].weight += diagnosis.weight
            records[place].count += 1
            places.append(place)
        }
    }

    /// The states of a record with those of the explanations that its label implies: what is labelled has
    /// the value that explains, everything else the normal one.
    static func labelled(
        _ record: Record, in graph: LearningNetwork, scope: LearningScope
    ) throws(ReasoningError) -> [Int?] {
        guard let truth = record.truth else { return record.states }
        var states = record.states
        for (index, explanation) in scope.explanations.enumerated() where index != truth {
            let variable = graph.explanationVariables[index]
            states[variable] = try graph.state(explanation.normal, of: variable)
        }
        let variable = graph.explanationVariables[truth]
        states[variable] = try graph.state(scope.explanations[truth].value, of: variable)
        return states
    }
}

extension LearningNetwork {
    /// The place of a value among those of a variable.
    func state(_ value: String, of variable: Int) throws(ReasoningError) -> Int {
        guard let state = variables[variable].states.firstIndex(of: value) else {
            throw .unknownValue(subject: variables[variable].path.description, value: value)
        }
        return state
    }
}
