// What is wrong with a command, as proto/link.proto says: one ErrorCode, the first that applies in the order in which they stand here.
// It acts on nothing, and does not judge a commit's payload (retort_commands, retort_image_header).
// A range's end is added a cycle before it is judged: the command must be there for two cycles, as one from the parser is.
// Reset: none. Its only register follows the command.
// Timing: the range's end is one 33-bit addition; the longest path compares it with its limit and then chooses among the errors.
`default_nettype none

module retort_command_check #(
    parameter integer ADDRESS_BITS = 14,
    parameter [31:0] MEMORY_BYTES = 131_072,
    parameter [31:0] CORE = 32'h0003_0102
) (
    input  wire                    i_clock,

    // The command
    input  wire                    i_malformed,
    input  wire              [3:0] i_command,
    input  wire             [31:0] i_field_1,
    input  wire             [31:0] i_field_2,
    input  wire             [31:0] i_field_3,
    input  wire             [10:0] i_data_bytes,

    // The board
    input  wire             [31:0] i_image_id,
    input  wire             [31:0] i_upload_id,
    input  wire [ADDRESS_BITS+3:0] i_upload_length,
    input  wire                    i_queue_full,
    input  wire                    i_queue_empty,
    input  wire                    i_input_gap,
    input  wire                    i_input_wrong_length,

    output wire              [3:0] o_error,              // 0: none
    output wire [ADDRESS_BITS+3:0] o_range_end
);

    localparam integer B = ADDRESS_BITS + 3;

    localparam [31:0] MIN_CYCLES_PER_BIT = 32'd4;
    localparam [31:0] MAX_CYCLES_PER_BIT = 32'd65_535;
    localparam [31:0] MAX_READ_BYTES     = 32'd1024;

    localparam [3:0] IDENTIFY      = 4'd2;
    localparam [3:0] GET_STATUS    = 4'd3;
    localparam [3:0] SET_BAUD_RATE = 4'd4;
    localparam [3:0] BEGIN         = 4'd5;
    localparam [3:0] CHUNK         = 4'd6;
    localparam [3:0] COMMIT        = 4'd7;
    localparam [3:0] INFER         = 4'd8;
    localparam [3:0] RANGE_CRC     = 4'd9;
    localparam [3:0] READ_MEMORY   = 4'd10;
    localparam [3:0] ABORT         = 4'd11;

    localparam [3:0] NO_ERROR        = 4'd0;
    localparam [3:0] UNKNOWN_COMMAND = 4'd1;
    localparam [3:0] MALFORMED       = 4'd2;
    localparam [3:0] WRONG_CORE      = 4'd3;
    localparam [3:0] TOO_LARGE       = 4'd4;
    localparam [3:0] NO_UPLOAD       = 4'd5;
    localparam [3:0] BAD_RANGE       = 4'd6;
    localparam [3:0] NO_IMAGE        = 4'd8;
    localparam [3:0] INPUT_GAP       = 4'd9;
    localparam [3:0] INPUT_LENGTH    = 4'd10;
    localparam [3:0] BUSY            = 4'd11;
    localparam [3:0] BAD_DIVISOR     = 4'd12;

    // Commands with data and commands with a range have its start in field 1.
    reg [32:0] r_range_end;

    wire        w_is_range    = i_command == RANGE_CRC || i_command == READ_MEMORY;
    wire [32:0] w_range_limit = w_is_range ? {1'b0, MEMORY_BYTES} : {{(32-B){1'b0}}, i_upload_length};
    wire        w_outside     = r_range_end > w_range_limit;

    always @(posedge i_clock)
        r_range_end <= {1'b0, i_field_1} + (w_is_range ? {1'b0, i_field_2} : {22'd0, i_data_bytes});

    assign o_range_end = r_range_end[B:0];

    reg [3:0] w_error;

    always @(*) begin
        w_error = NO_ERROR;
        if (i_malformed)
            w_error = MALFORMED;
        else
            case (i_command)
                IDENTIFY, GET_STATUS, ABORT: ;
                SET_BAUD_RATE:
                    if (i_field_1 < MIN_CYCLES_PER_BIT || i_field_1 > MAX_CYCLES_PER_BIT)
                        w_error = BAD_DIVISOR;
                BEGIN:
                    if (!i_queue_empty)
                        w_error = BUSY;
                    else if (i_field_3 != CORE)
                        w_error = WRONG_CORE;
                    else if (i_field_1 == 32'd0)
                        w_error = MALFORMED;
                    else if (i_field_2 > MEMORY_BYTES)
                        w_error = TOO_LARGE;
                CHUNK:
                    if (i_upload_id == 32'd0)
                        w_error = NO_UPLOAD;
                    else if (w_outside)
                        w_error = BAD_RANGE;
                COMMIT:
                    if (i_upload_id == 32'd0 || i_field_1 != i_upload_id)
                        w_error = NO_UPLOAD;
                INFER:
                    if (i_image_id == 32'd0)
                        w_error = NO_IMAGE;
                    else if (i_queue_full)
                        w_error = BUSY;
                    else if (i_input_gap)
                        w_error = INPUT_GAP;
                    else if (i_input_wrong_length)
                        w_error = INPUT_LENGTH;
                RANGE_CRC:
                    if (w_outside)
                        w_error = BAD_RANGE;
                READ_MEMORY:
                    if (w_outside || i_field_2 == 32'd0 || i_field_2 > MAX_READ_BYTES)
                        w_error = BAD_RANGE;
                default:
                    w_error = UNKNOWN_COMMAND;
            endcase
    end

    assign o_error = w_error;

endmodule

`default_nettype wire
