package linking

// derived is what follows from the rest of features and is not kept.
type derived struct {
	sense, senseAll []int8 // mean vectors of own and reach without names
	slots           slots
	alone           bool    // own and reach are one
	named           bool    // reach has a name
	begins          []bool  // which terms of reach the article begins with
	beginning       float64 // the share of reach that these are
	sums            struct{ own, reach, local, names, around sums }
	squares         struct{ vector, sense, senseAll int32 }
	index           index // nil unless it is packed
}

// follow fills in what follows from the rest.
func (l *Linker) follow(f *Features) {
	f.alone, f.named = sameBags(f.own, f.reach), hasNames(f.reach)
	f.sense = l.words.sense(f.own)
	if f.senseAll = f.sense; !f.alone {
		f.senseAll = l.words.sense(f.reach)
	}
	f.slots = l.slots(f)
	f.begins = make([]bool, len(f.reach))
	for i := range f.reach {
		f.begins[i] = f.head.has(f.reach[i].key)
	}
	f.beginning = covered(f.reach, f.head)
	f.sums.own, f.sums.reach, f.sums.around = sumsOf(f.own, plain), sumsOf(f.reach, plain), sumsOf(f.around, plain)
	f.sums.local, f.sums.names = sumsOf(f.reach, locally), sumsOf(f.reach, ofNames)
	f.squares.vector, f.squares.sense, f.squares.senseAll = dot8(f.vector, f.vector), dot8(f.sense, f.sense), dot8(f.senseAll, f.senseAll)
}
