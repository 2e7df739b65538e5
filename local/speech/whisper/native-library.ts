import koffi from "koffi";

/** The parameters of a decoding that this project sets; everything else keeps whisper.cpp's default. */
export interface DecodingParameters {
  language: string;
  /** Encoder positions to compute, 50 a second; at most 1500. */
  audioContext: number;
  maxTokens: number;
}

/** The functions of whisper.cpp that are used. Contexts and states are addresses in this process. */
export interface NativeLibrary {
  /** Loads weights. An address that any thread of the process may use. Throws where the file is not Whisper weights. */
  loadContext(weightsPath: string): bigint;
  makeState(context: bigint): bigint;
  /** Recognises 16 kHz samples; afterwards the state holds the result. Throws on failure. */
  decode(context: bigint, state: bigint, samples: Float32Array, parameters: DecodingParameters): void;
  /** The decoded text. */
  text(state: bigint): string;
  /** The decoded tokens that are text, with their probabilities. */
  tokens(context: bigint, state: bigint): { text: string; probability: number }[];
  noSpeech(state: bigint): number;
  freeState(state: bigint): void;
  freeContext(context: bigint): void;
}

/**
 * Binds the shared library of whisper.cpp 1.8.5. The structures are those of its `include/whisper.h`, which change
 * between versions: the library must be the pinned one.
 */
export function bindNativeLibrary(path: string): NativeLibrary {
  const library = koffi.load(path);
  const contextParameters = koffi.struct({
    use_gpu: "bool",
    flash_attn: "bool",
    gpu_device: "int",
    dtw_token_timestamps: "bool",
    dtw_aheads_preset: "int",
    dtw_n_top: "int",
    dtw_aheads: koffi.struct({ n_heads: "size_t", heads: "void *" }),
    dtw_mem_size: "size_t",
  });
  const fullParameters = koffi.struct(fullParameterFields());
  const tokenData = koffi.struct({
    id: "int",
    tid: "int",
    p: "float",
    plog: "float",
    pt: "float",
    ptsum: "float",
    t0: "int64",
    t1: "int64",
    t_dtw: "int64",
    vlen: "float",
  });

  const defaultContext = library.func("whisper_context_default_params", contextParameters, []);
  const init = library.func("whisper_init_from_file_with_params_no_state", "void *", ["str", contextParameters]);
  const initState = library.func("whisper_init_state", "void *", ["void *"]);
  const defaultFull = library.func("whisper_full_default_params", fullParameters, ["int"]);
  const full = library.func("whisper_full_with_state", "int", [
    "void *",
    "void *",
    fullParameters,
    "const float *",
    "int",
  ]);
  const segmentCount = library.func("whisper_full_n_segments_from_state", "int", ["void *"]);
  const segmentText = library.func("whisper_full_get_segment_text_from_state", "str", ["void *", "int"]);
  const noSpeechOf = library.func("whisper_full_get_segment_no_speech_prob_from_state", "float", ["void *", "int"]);
  const tokenCount = library.func("whisper_full_n_tokens_from_state", "int", ["void *", "int"]);
  const tokenDataOf = library.func("whisper_full_get_token_data_from_state", tokenData, ["void *", "int", "int"]);
  const tokenText = library.func("whisper_token_to_str", "str", ["void *", "int"]);
  const endOfText = library.func("whisper_token_eot", "int", ["void *"]);
  const free = library.func("whisper_free", "void", ["void *"]);
  const freeState = library.func("whisper_free_state", "void", ["void *"]);
  const setLog = library.func("whisper_log_set", "void", ["void *", "void *"]);
  // Silence: whisper.cpp would print on stderr. A callback into JavaScript would bind the library to one thread, so the
  // log goes to a function of the library that takes no argument and does nothing.
  setLog(library.symbol("whisper_version"), null);

  const segments = (state: bigint): number[] => Array.from({ length: segmentCount(state) }, (_, i) => i);
  return {
    loadContext(weightsPath) {
      // Flash attention reads past a shortened encoder window: the character error rate rose from 15 % to 26 %.
      const context: bigint | null = init(weightsPath, { ...defaultContext(), use_gpu: false, flash_attn: false });
      if (context === null) throw new Error(`whisper.cpp cannot load ${weightsPath}`);
      return context;
    },
    makeState(context) {
      const state: bigint | null = initState(context);
      if (state === null) throw new Error("whisper.cpp has no memory for another state");
      return state;
    },
    decode(context, state, samples, { language, audioContext, maxTokens }) {
      const parameters = {
        ...defaultFull(0),
        n_threads: 1,
        language,
        audio_ctx: audioContext,
        max_tokens: maxTokens,
        no_context: true,
        no_timestamps: true,
        single_segment: true,
        suppress_blank: true,
        suppress_nst: true,
        temperature_inc: 0,
        print_progress: false,
        print_timestamps: false,
      };
      const code: number = full(context, state, parameters, samples, samples.length);
      if (code !== 0) throw new Error(`whisper.cpp failed to decode (code ${code})`);
    },
    text: (state) =>
      segments(state)
        .map((i): string => segmentText(state, i))
        .join(""),
    tokens(context, state) {
      const end: number = endOfText(context);
      return segments(state).flatMap((i) =>
        Array.from({ length: tokenCount(state, i) }, (_, k): { id: number; p: number } => tokenDataOf(state, i, k))
          .filter(({ id }) => id < end)
          .map(({ id, p }) => ({ text: tokenText(context, id) ?? "", probability: p })),
      );
    },
    noSpeech: (state) => (segmentCount(state) > 0 ? noSpeechOf(state, 0) : 1),
    freeState: (state) => freeState(state),
    freeContext: (context) => free(context),
  };
}

/** `struct whisper_full_params`, in its order. */
function fullParameterFields(): Record<string, string | ReturnType<typeof koffi.struct>> {
  const named = (type: string, names: string): Record<string, string> =>
    Object.fromEntries(names.split(" ").map((name) => [name, type]));
  return {
    ...named("int", "strategy n_threads n_max_text_ctx offset_ms duration_ms"),
    ...named("bool", "translate no_context no_timestamps single_segment"),
    ...named("bool", "print_special print_progress print_realtime print_timestamps token_timestamps"),
    ...named("float", "thold_pt thold_ptsum"),
    max_len: "int",
    split_on_word: "bool",
    max_tokens: "int",
    debug_mode: "bool",
    audio_ctx: "int",
    tdrz_enable: "bool",
    suppress_regex: "str",
    initial_prompt: "str",
    carry_initial_prompt: "bool",
    prompt_tokens: "void *",
    prompt_n_tokens: "int",
    language: "str",
    ...named("bool", "detect_language suppress_blank suppress_nst"),
    ...named("float", "temperature max_initial_ts length_penalty"),
    ...named("float", "temperature_inc entropy_thold logprob_thold no_speech_thold"),
    greedy: koffi.struct({ best_of: "int" }),
    beam_search: koffi.struct({ beam_size: "int", patience: "float" }),
    ...named("void *", "new_segment new_segment_data progress progress_data encoder_begin encoder_begin_data"),
    ...named("void *", "abort abort_data logits_filter logits_filter_data grammar_rules"),
    ...named("size_t", "n_grammar_rules i_start_rule"),
    grammar_penalty: "float",
    vad: "bool",
    vad_model_path: "str",
    vad_params: koffi.struct({
      threshold: "float",
      ...named("int", "min_speech_duration_ms min_silence_duration_ms"),
      max_speech_duration_s: "float",
      speech_pad_ms: "int",
      samples_overlap: "float",
    }),
  };
}
