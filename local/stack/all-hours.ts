const allDay = ["00:00-24:00"];

/** Opening hours for the template's parameter `OpeningHoursOverride`: agents are there whenever somebody tries the local stack, nights and holidays included. */
export const allHours: string = JSON.stringify({
  timeZone: "Asia/Seoul",
  weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
  koreanHolidays: false,
  exceptions: {},
});
